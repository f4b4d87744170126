/** The longest time from now until a lease may end, in seconds: 28 days. Equals `MAX_HORIZON_SECONDS` of `MatchLib.sol`, which no vote can change. */
export const horizonSeconds = 28 * 86_400
