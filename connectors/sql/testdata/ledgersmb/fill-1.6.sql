DELETE FROM defaults WHERE setting_key = 'curr';
INSERT INTO defaults (setting_key, value) VALUES ('curr', 'EUR:USD');
INSERT INTO ar (id, invnumber, transdate, duedate, amount, netamount, curr, ponumber, approved, force_closed, on_hold, entity_credit_account)
    SELECT id, number, day, due, bc, bc, curr, po, approved, closed, hold, customer FROM bills;
INSERT INTO acc_trans (entry_id, trans_id, chart_id, amount, transdate, approved)
    SELECT id, trans, account, bc, day, approved FROM lines;
