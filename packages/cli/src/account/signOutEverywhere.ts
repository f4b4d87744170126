import { type CommonOptions, signInClient } from '../context/settings.ts'
import { printResult } from '../terminal/printResult.ts'

/** Ends every session of the wallet, in browsers and in commands, this command's own with them. */
export async function signOutEverywhere(options: CommonOptions): Promise<void> {
  const { client } = await signInClient(options)
  await client.closeAllSessions()
  printResult({ json: options.json, value: { signedOut: true }, text: 'Every session of this wallet has ended. What is rented goes on.' })
}
