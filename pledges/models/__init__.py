"""The household ledger: households, pledges, boxes, boards, tips, outreach."""

from pledges.models.board import BoardInspection, HotlineBoard
from pledges.models.box import BoxCheck, TipBox
from pledges.models.household import Household
from pledges.models.outreach import Outreach
from pledges.models.pledge import Pledge, PledgeCampaign, PledgeRefusal
from pledges.models.tip import Tip, TipMessage, TipReporter

__all__ = [
    "BoardInspection",
    "BoxCheck",
    "HotlineBoard",
    "Household",
    "Outreach",
    "Pledge",
    "PledgeCampaign",
    "PledgeRefusal",
    "Tip",
    "TipBox",
    "TipMessage",
    "TipReporter",
]
