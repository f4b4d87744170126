/** The nonce of a row of book_orders, the table called `o`, word for word as book_orders_nonce_idx holds it: a release before the column left it in the JSON alone. */
export const orderNonce = "coalesce(o.nonce, (o.order_json::json ->> 'nonce')::numeric)"
