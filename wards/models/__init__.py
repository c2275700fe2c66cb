"""Models of places, population figures and postings."""

from wards.models.area import Area, AreaWard
from wards.models.figure_change import FigureChange
from wards.models.group import NeighbourhoodGroup
from wards.models.placement import GroupPlacement, InGroup
from wards.models.population import PopulationFigure
from wards.models.posting import Posting
from wards.models.ward import Ward, WardClassification, WardSuccession

__all__ = [
    "Area",
    "AreaWard",
    "FigureChange",
    "GroupPlacement",
    "InGroup",
    "NeighbourhoodGroup",
    "PopulationFigure",
    "Posting",
    "Ward",
    "WardClassification",
    "WardSuccession",
]
