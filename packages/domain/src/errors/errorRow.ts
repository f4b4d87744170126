/**
 * The properties of one error: its HTTP status, the CLI's exit code, whether the same request may succeed later, and a sentence for a person. An
 * exit code is the number of the area (order 10, hold 20, lease 30, account 40, auth 50, chain 60, node 70, api 80, wallet 90, market 100,
 * attestation 110, journal 120, snapshot 130, move 140, emission 150, proof 160, artefact 170, task 180,
 * serving 190, service 200), plus 1 when retrying may help. Eight bits
 * are too few for a number for each code, so the CLI also prints the code.
 */
export type ErrorRow = { readonly http: number; readonly exit: number; readonly retry: boolean; readonly sentence: string }
