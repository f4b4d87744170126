/** The possible lengths of a candle (one interval of a price chart) in seconds, by their API name. */
export const candleSeconds = { '1m': 60, '5m': 300, '15m': 900, '1h': 3_600, '4h': 14_400, '1d': 86_400 } as const
/** The API name of a candle's length, such as `1h`. */
export type CandleIntervalName = keyof typeof candleSeconds
/** Every API name of a candle's length, shortest first. */
export const candleIntervalNames = Object.keys(candleSeconds) as [CandleIntervalName, ...CandleIntervalName[]]
