"""What the API answers where no room does."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from medvirkning.api.problems import problem_response


@login_not_required
@csrf_exempt
def unknown_address(request: HttpRequest) -> JsonResponse:
    """An address the API doesn't have."""
    return problem_response(request, code=404, detail="The API has no such address.")
