/**
 * What the whole system knows of one error: HTTP status, exit code of the CLI, whether the same request may succeed if sent again
 * unchanged, and a sentence that tells a person what happened and what to do.
 * Exit codes name the area (order 10, hold 20, lease 30, account 40, auth 50, chain 60, node 70, api 80, wallet 90, market 100, attestation 110, journal 120, snapshot 130, move 140), plus 1 when
 * retrying may help: eight bits cannot hold a number for each code, so the CLI prints the code as well.
 */
export type ErrorRow = { readonly http: number; readonly exit: number; readonly retry: boolean; readonly sentence: string }
