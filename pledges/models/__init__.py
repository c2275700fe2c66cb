"""The models of the household ledger: households, pledges, boxes, boards, outreach sessions."""

from pledges.models.board import BoardInspection, HotlineBoard
from pledges.models.box import BoxCheck, TipBox
from pledges.models.household import Household
from pledges.models.outreach import Outreach
from pledges.models.pledge import Pledge, PledgeCampaign, PledgeRefusal

__all__ = [
    "BoardInspection",
    "BoxCheck",
    "HotlineBoard",
    "Household",
    "Outreach",
    "Pledge",
    "PledgeCampaign",
    "PledgeRefusal",
    "TipBox",
]
