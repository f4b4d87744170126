/** The header with the voucher of a request, and of a client's own last voucher after a conflict. */
export const voucherHeader = 'infinitio-voucher'
/** The header with the receipt of an answer. */
export const receiptHeader = 'infinitio-receipt'
/** The header with the hash of the request that a client's own last voucher signed. */
export const requestHeader = 'infinitio-request'
/** The header that names the terms of a service. */
export const termsHeader = 'infinitio-terms'
/** The comment of a stream with its receipt. Stock clients skip comments. */
export const receiptComment = ': infinitio-receipt '
/** The comment with which a service asks for a voucher with a higher ceiling during a stream. */
export const moreComment = ': infinitio-more'
/** The paths of requests that are paid. */
export const paidPaths: ReadonlySet<string> = new Set(['/v1/chat/completions', '/v1/completions', '/v1/embeddings'])

/** The most bytes of a request. */
export const mostRequestBytes = 4 * 1_048_576
/** The most bytes of an answer that is not a stream, and of one line of a stream. */
export const mostAnswerBytes = 16 * 1_048_576
