/** A machine notifies the programs and the open shells of a lease this many seconds before its paid end. */
export const stopNoticeSeconds = 60
