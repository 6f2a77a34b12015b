"""Changing self-assessments: templates, filling in, evidence, representatives' scores, deciding, actions."""

from advice.assessments.services.checks import AssessmentRefusedError

__all__ = ["AssessmentRefusedError"]
