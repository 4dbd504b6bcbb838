"""Why a file, a row or a cell cannot be imported; in words for people they are kept at the edge."""

from domain.refusals import Refusal, Unknown, Unreadable


class FaultyImport(Refusal):
    """Some rows are faulty, so that none is imported."""

    code = "import_faulty"


class ImportRunning(Refusal):
    """Another import is being applied at this moment."""

    code = "import_running"


class ImportKindUnknown(Unknown):
    code = "import_kind_unknown"
    field = "kind"


# ---- the whole file


class FileEmpty(Unreadable):
    code = "file_empty"


class FileKindUnknown(Unreadable):
    """Neither CSV nor XLSX, whatever its name says."""

    code = "file_kind_unknown"


class EncodingUnknown(Unreadable):
    code = "encoding_unknown"


class QuotesBroken(Unreadable):
    """A quotation mark opens a text and none closes it, or one stands in the middle."""

    code = "quotes_broken"


class WorkbookUnreadable(Unreadable):
    code = "workbook_unreadable"


class WorkbookTooLarge(Unreadable):
    """It unpacks to more than is read."""

    code = "workbook_too_large"


class WorkbookCountsFrom1904(Unreadable):
    """Its dates are numbers of another calendar, four years off."""

    code = "workbook_counts_from_1904"


class SheetUnknown(Unreadable):
    code = "sheet_unknown"


class SheetAmbiguous(Unreadable):
    """Several sheets have the columns that are looked for."""

    code = "sheet_ambiguous"


class HeaderUnknown(Unreadable):
    """No line of the sheet names the columns."""

    code = "header_unknown"


class ColumnMissing(Unreadable):
    code = "column_missing"


class ColumnRepeated(Unreadable):
    """Two columns may both be meant."""

    code = "column_repeated"


class MappedColumnUnknown(Unreadable):
    code = "mapped_column_unknown"


class MappedFieldUnknown(Unreadable):
    code = "mapped_field_unknown"


class NoRows(Unreadable):
    code = "no_rows"


class PeopleMissing(Unreadable):
    """A log that names people by their number on the machine needs to know who they are."""

    code = "people_missing"


# ---- a cell


class CellMissing(Unreadable):
    code = "cell_missing"


class CellFailed(Unreadable):
    """A formula's error, such as #REF!, or one that was never computed."""

    code = "cell_failed"


class CellFormula(Unreadable):
    """A formula in the place of its result."""

    code = "cell_formula"


class CellKindWrong(Unreadable):
    """A date where a text is asked for, or the like."""

    code = "cell_kind_wrong"


class ScientificNotation(Unreadable):
    """A spreadsheet wrote a long number as 1.98501E+17; the digits are lost."""

    code = "scientific_notation"


class NipKeptAsNumber(Unreadable):
    """Numbers have fifteen digits, a NIP has eighteen."""

    code = "nip_kept_as_number"


class CodeUnreadable(Unreadable):
    code = "code_unreadable"


class CodeLostZeros(Unreadable):
    code = "code_lost_zeros"


class ChoiceUnknown(Unreadable):
    code = "choice_unknown"


class NumberUnreadable(Unreadable):
    code = "number_unreadable"


class RupiahUnreadable(Unreadable):
    code = "rupiah_unreadable"


class RupiahFraction(Unreadable):
    """Amounts are whole rupiah."""

    code = "rupiah_fraction"


class DateUnreadable(Unreadable):
    code = "date_unreadable"


class DateImpossible(Unreadable):
    """Such as 31 February."""

    code = "date_impossible"


class DateTwoDigitYear(Unreadable):
    code = "date_two_digit_year"


class DateMonthFirst(Unreadable):
    """Month and day stand in the other order."""

    code = "date_month_first"


class DateOrderAmbiguous(Unreadable):
    """Others of its column stand in the other order, so that this one may too."""

    code = "date_order_ambiguous"


class TimeUnreadable(Unreadable):
    code = "time_unreadable"


class DegreesUnreadable(Unreadable):
    code = "degrees_unreadable"


class DegreesWithoutPoint(Unreadable):
    """The decimal point was taken for one of thousands: -53571 was -5.3571."""

    code = "degrees_without_point"


class LineUnreadable(Unreadable):
    """A line of a log that has another form."""

    code = "line_unreadable"


# ---- a row among others


class RowContradicts(Refusal):
    """An earlier row of the file says something else of the same thing."""

    code = "row_contradicts"


class NipRepeated(Refusal):
    """Two rows of the file have the same NIP."""

    code = "nip_repeated"
    field = "nip"


class NipNotFound(Unknown):
    code = "nip_not_found"
    field = "nip"


class OpdNotFound(Unknown):
    code = "opd_not_found"
    field = "opd"


class OfficeNotFound(Unknown):
    code = "office_not_found"
    field = "office"


class PatternNotFound(Unknown):
    code = "pattern_not_found"
    field = "pattern"


class NameAmbiguous(Refusal):
    """Several have this name; the code tells which one is meant."""

    code = "name_ambiguous"


class EmployeeAmbiguous(Refusal):
    """Several employees without a NIP have this name at the OPD."""

    code = "employee_ambiguous"
    field = "name"


class PointZero(Refusal):
    """Zeros in the place of what was not known."""

    code = "point_zero"
    field = "position"


class OfficeOfOtherOpd(Refusal):
    code = "office_of_other_opd"
    field = "opd"


class HolidayTooLong(Refusal):
    """A run of dates that can only be a slip of the hand."""

    code = "holiday_too_long"
    field = "until_on"


class UserUnmapped(Unknown):
    """Whose number on the machine this is, is not told."""

    code = "user_unmapped"
    field = "user"
