"""Facts x Perbup -> ledger."""

from domain.assessment.assess import assess, assess_streamed
from domain.assessment.intake import DAY_COLUMNS, MONTH_COLUMNS
from domain.assessment.ledger import Assessment

__all__ = ["DAY_COLUMNS", "MONTH_COLUMNS", "Assessment", "assess", "assess_streamed"]
