INSERT INTO ar (id, invnumber, transdate, duedate, amount_bc, amount_tc, curr, ponumber, approved, force_closed, on_hold, entity_credit_account)
    SELECT id, number, day, due, bc, tc, curr, po, approved, closed, hold, customer FROM bills;
INSERT INTO acc_trans (entry_id, trans_id, chart_id, amount_bc, amount_tc, curr, transdate, approved)
    SELECT id, trans, account, bc, tc, curr, day, approved FROM lines;
