#!/usr/bin/python3
"""make_book.py URL: writes the odd book with a real GnuCash, as sqlite3:///abs/path or xml:///abs/path.

Needs Debian's gnucash, python3-gnucash and libdbd-sqlite3. The zone of the environment (TZ) is the zone of the book.
What must come out stands in odd.golden.json.
"""
import datetime
import sys
from decimal import Decimal

from gnucash import Account, GncNumeric, Session, SessionOpenMode, Split, Transaction
from gnucash.gnucash_business import Bill, Customer, Employee, Entry, Invoice, Job, Vendor
from gnucash.gnucash_core_c import (
    ACCT_TYPE_ASSET, ACCT_TYPE_BANK, ACCT_TYPE_EXPENSE, ACCT_TYPE_INCOME, ACCT_TYPE_PAYABLE, ACCT_TYPE_RECEIVABLE)

ONE = GncNumeric(1, 1)
day = datetime.date


def num(amount, scale=100):
    return GncNumeric(int((Decimal(amount) * scale).to_integral_value()), scale)


url = sys.argv[1]
session = Session(url, SessionOpenMode.SESSION_NEW_STORE)
if not url.startswith("xml:"):
    # An SQL store is made empty first and filled after it has been opened again.
    session.save()
    session.end()
    session = Session(url, SessionOpenMode.SESSION_NORMAL_OPEN)
book = session.book
root = book.get_root_account()
table = book.get_table()
NZD, USD, JPY = (table.lookup("CURRENCY", code) for code in ("NZD", "USD", "JPY"))


def account(parent, name, kind, currency):
    a = Account(book)
    parent.append_child(a)
    a.SetName(name)
    a.SetType(kind)
    a.SetCommodity(currency)
    return a


assets = account(root, "Assets", ACCT_TYPE_ASSET, NZD)
receivable = account(assets, "Receivable", ACCT_TYPE_RECEIVABLE, NZD)
receivable_usd = account(assets, "Receivable USD", ACCT_TYPE_RECEIVABLE, USD)
receivable_jpy = account(assets, "Receivable JPY", ACCT_TYPE_RECEIVABLE, JPY)
payable = account(root, "Payable", ACCT_TYPE_PAYABLE, NZD)
bank = account(assets, "Bank", ACCT_TYPE_BANK, NZD)
bank_usd = account(assets, "Bank USD", ACCT_TYPE_BANK, USD)
sales = account(root, "Sales", ACCT_TYPE_INCOME, NZD)
sales_usd = account(root, "Sales USD", ACCT_TYPE_INCOME, USD)
sales_jpy = account(root, "Sales JPY", ACCT_TYPE_INCOME, JPY)
expense = account(root, "Expense", ACCT_TYPE_EXPENSE, NZD)


def customer(number, name, currency, lines=(), contact="", mail="", phone="", notes="", active=True, limit=None):
    c = Customer(book, number, currency, name)
    a = c.GetAddr()
    a.SetName(contact)
    for put, line in zip((a.SetAddr1, a.SetAddr2, a.SetAddr3, a.SetAddr4), lines):
        put(line)
    a.SetEmail(mail)
    a.SetPhone(phone)
    c.SetNotes(notes)
    c.SetActive(active)
    if limit:
        c.SetCredit(num(limit))
    return c


kea = customer("K1", "Kea & Kākā Ltd", NZD, ["1 Quay St", "Auckland 1010", "NZ"], "Aroha Ngata", "ap@kea.example", "+64 9 555 0101", limit="25000.00")
tui = customer("K2", "Tui 🐦 Café", NZD, ["2 Beach Rd"], "", "", "", "Only by post.\nAsk for Mere.")
rata = customer("K3", "Rata Imports Inc", USD, ["9 Dock Ln", "Portland"], "", "ap@rata.example")
old = customer("K4", "Moa (closed)", NZD, active=False)
weka = customer("K6", "Weka Tours", NZD, mail="weka@tours.example")
jp = customer("K5", "見本商店", JPY, ["1-2-3 Sample"], "", "keiri@mihon.example")


def document(number, owner, posted, due, amount, currency=NZD, to=None, income=None, credit=False, order="", notes="", scale=100, post=True, kind=Invoice):
    d = kind(book, number, currency, owner)
    if credit:
        d.SetIsCreditNote(True)
    d.SetDateOpened(datetime.datetime(posted.year, posted.month, posted.day, 10, 59))
    d.SetBillingID(order)
    d.SetNotes(notes)
    e = Entry(book, d)
    e.SetDate(posted)
    e.SetDescription("Goods")
    e.SetQuantity(GncNumeric(-1, 1) if credit else ONE)
    if kind is Invoice:
        e.SetInvAccount(income or sales)
        e.SetInvPrice(num(amount, scale))
        e.SetInvTaxable(False)
    else:
        e.SetBillAccount(expense)
        e.SetBillPrice(num(amount, scale))
        e.SetBillTaxable(False)
    if post:
        d.PostToAccount(to or receivable, posted, due, "Posted " + number, True, False)
    return d


def link(of, to, amount, when):
    """Sets one document against another: what GnuCash's Process Payment does when both are ticked."""
    t = Transaction(book)
    t.BeginEdit()
    t.SetCurrency(NZD)
    t.SetDescription("Offset between documents")
    t.SetDate(when.day, when.month, when.year)
    t.SetTxnType("L")
    for lot, value in ((of.GetPostedLot(), -Decimal(amount)), (to.GetPostedLot(), Decimal(amount))):
        s = Split(book)
        s.SetAccount(receivable)
        s.SetParent(t)
        s.SetAction("Lot Link")
        s.SetAmount(num(value))
        s.SetValue(num(value))
        lot.add_split(s)
    t.CommitEdit()


def journal(lines, when, text, number=""):
    """A booking by hand: (account, amount, lot or None)."""
    t = Transaction(book)
    t.BeginEdit()
    t.SetCurrency(NZD)
    t.SetDescription(text)
    t.SetNum(number)
    t.SetDate(when.day, when.month, when.year)
    for to, amount, lot in lines:
        s = Split(book)
        s.SetAccount(to)
        s.SetParent(t)
        s.SetAmount(num(amount))
        s.SetValue(num(amount))
        if lot:
            lot.add_split(s)
    t.CommitEdit()


# A job's invoice belongs to the job's customer. In January Auckland is 13 hours ahead of UTC, in July 12.
job = Job(book, "J1", kea)
job.SetName("Harbour kiosk")
job.SetReference("HK-2026")
document("N-101", job, day(2026, 1, 1), day(2026, 1, 31), "1150.00", order="PO 77")
document("N-102", kea, day(2026, 7, 1), day(2026, 7, 31), "230.50", notes="Second delivery")

# A credit note of 300.00, of which 120.00 is set against N-103.
n103 = document("N-103", tui, day(2026, 2, 10), day(2026, 3, 10), "480.00")
credit = document("C-1", tui, day(2026, 2, 20), day(2026, 2, 20), "300.00", credit=True)
link(n103, credit, "120.00", day(2026, 2, 21))

# One transfer for two invoices, with 15.00 too much: it stays on account.
document("N-104", weka, day(2026, 3, 2), day(2026, 3, 31), "100.00")
document("N-105", weka, day(2026, 3, 3), day(2026, 4, 1), "200.00")
weka.ApplyPayment(None, None, receivable, bank, num("315.00"), ONE, day(2026, 4, 8), "Both invoices", "T-9", True)

# Part of a dollar invoice is paid in dollars.
usd = document("N-201", rata, day(2026, 5, 4), day(2026, 6, 3), "999.99", currency=USD, to=receivable_usd, income=sales_usd)
usd.ApplyPayment(None, bank_usd, num("333.33"), ONE, day(2026, 6, 20), "Part", "T-10")

# Yen have no decimals.
document("N-301", jp, day(2026, 5, 5), day(2026, 6, 4), "120000", currency=JPY, to=receivable_jpy, income=sales_jpy, scale=1)

# Not receivables: a draft, an invoice that was unposted, a vendor's bill, an employee's voucher.
document("N-900", tui, day(2026, 6, 1), day(2026, 7, 1), "77.00", post=False)
unposted = document("N-901", tui, day(2026, 6, 1), day(2026, 7, 1), "88.00")
unposted.Unpost(True)
vendor = Vendor(book, "V1", NZD, "Supplier Ltd")
document("B-1", vendor, day(2026, 6, 2), day(2026, 7, 2), "640.00", to=payable, kind=Bill)
Employee(book, "E1", NZD, "Staff")

# The same number twice, and a customer who is closed but still owes.
document("N-106", old, day(2025, 12, 30), day(2026, 1, 29), "12.30")
document("N-106", tui, day(2026, 6, 9), day(2026, 7, 9), "0.01")

# A deposit, of which GnuCash later takes what the next invoice needs.
weka.ApplyPayment(None, None, receivable, bank, num("60.00"), ONE, day(2026, 6, 15), "Deposit", "T-12", False)
document("N-107", weka, day(2026, 6, 20), day(2026, 7, 20), "40.00").AutoApplyPayments()

# Money of a customer with nothing to pay.
tui.ApplyPayment(None, None, receivable, bank, num("60.00"), ONE, day(2026, 6, 15), "Deposit", "T-11", False)

# By hand on the receivable account, of no customer.
journal([(receivable, "-5.00", None), (bank, "5.00", None)], day(2026, 6, 30), "Cash box", "M-1")

session.save()
session.end()
