"""Every operation of the API, by feature. Made by `make client`: change the API, not this file."""

from client.operations.accounts import Accounts
from client.operations.audit import Audit
from client.operations.auth import Auth
from client.operations.boards import Boards
from client.operations.check_ins import CheckIns
from client.operations.corrections import Corrections
from client.operations.deliveries import Deliveries
from client.operations.directories import Directories
from client.operations.employee_card import EmployeeCard
from client.operations.employees import Employees
from client.operations.erasures import Erasures
from client.operations.exports import Exports
from client.operations.finance import Finance
from client.operations.health import Health
from client.operations.imports import Imports
from client.operations.inbox import Inbox
from client.operations.known import Known
from client.operations.me import Me
from client.operations.months import Months
from client.operations.offline import Offline
from client.operations.perbup import Perbup
from client.operations.periods import Periods
from client.operations.photo_uploads import PhotoUploads
from client.operations.rebuilds import Rebuilds
from client.operations.regency import Regency
from client.operations.reports import Reports
from client.operations.requests import Requests
from client.operations.simulations import Simulations
from client.transport import Transport


class Api:
    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.accounts = Accounts(transport)
        self.audit = Audit(transport)
        self.auth = Auth(transport)
        self.boards = Boards(transport)
        self.check_ins = CheckIns(transport)
        self.corrections = Corrections(transport)
        self.deliveries = Deliveries(transport)
        self.directories = Directories(transport)
        self.employee_card = EmployeeCard(transport)
        self.employees = Employees(transport)
        self.erasures = Erasures(transport)
        self.exports = Exports(transport)
        self.finance = Finance(transport)
        self.health = Health(transport)
        self.imports = Imports(transport)
        self.inbox = Inbox(transport)
        self.known = Known(transport)
        self.me = Me(transport)
        self.months = Months(transport)
        self.offline = Offline(transport)
        self.perbup = Perbup(transport)
        self.periods = Periods(transport)
        self.photo_uploads = PhotoUploads(transport)
        self.rebuilds = Rebuilds(transport)
        self.regency = Regency(transport)
        self.reports = Reports(transport)
        self.requests = Requests(transport)
        self.simulations = Simulations(transport)
