/** Whether something still waits of a row of book_orders, the table called `o`, word for word as book_orders_by_account_idx keeps it apart from what is over. */
export const isOpenOrder = "(o.state in ('open', 'matched'))"
