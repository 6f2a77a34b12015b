"""The pages of «Min side»: reading, writing, consents, and everything about me."""

from representatives.my_page.views.about import About, Contact, Interests, Remove, TakingPart
from representatives.my_page.views.consents import Agree, Renew, Withdraw
from representatives.my_page.views.data import Erase, HtmlFile, JsonFile, Looks, MyData
from representatives.my_page.views.home import Home
from representatives.my_page.views.lists import Availability, EndPeriod, RemovePeriod, RemoveTraining, Training

__all__ = [
    "About", "Agree", "Availability", "Contact", "EndPeriod", "Erase", "Home", "HtmlFile", "Interests", "JsonFile",
    "Looks", "MyData", "Remove", "RemovePeriod", "RemoveTraining", "Renew", "TakingPart", "Training", "Withdraw",
]  # fmt: skip
