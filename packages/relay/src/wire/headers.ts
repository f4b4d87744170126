export { moreComment, paidPaths, receiptComment, receiptHeader, requestHeader, termsHeader, voucherHeader } from '@infinitio/services'

/** The largest size of a request, in bytes. */
export const mostRequestBytes = 4 * 1_048_576
/** The largest size, in bytes, of an answer that is not a stream and of one line of a stream. */
export const mostAnswerBytes = 16 * 1_048_576
