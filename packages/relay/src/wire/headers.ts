export { moreComment, paidPaths, receiptComment, receiptHeader, requestHeader, termsHeader, voucherHeader } from '@infinitio/services'

/** The most bytes of a request. */
export const mostRequestBytes = 4 * 1_048_576
/** The most bytes of an answer that is not a stream, and of one line of a stream. */
export const mostAnswerBytes = 16 * 1_048_576
