import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'
import { utcText } from '../terminal/utcText.ts'

/** Prints as whom the command is signed in, and until when. */
export async function showSession(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  const { session } = await client.getSession()
  const by = session === null || session.sessionKey === null ? 'by the wallet itself' : `by its key ${session.sessionKey}`
  const text = session === null ? 'Nobody is signed in.' : `${session.account}, ${by}, until ${utcText(session.expiresAt)} UTC`
  printResult({ json: options.json, value: { session }, text })
}
