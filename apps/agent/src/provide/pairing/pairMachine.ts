import { createInterface } from 'node:readline/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { amountText, groupedCharacters, isForDevelopment } from '@infinitio/domain'
import { InfinitioError, refusal, type Transport } from '@infinitio/sdk'
import { acceptWallet, endPairing, openPairing, type OpenPairing, type PairedWallet, waitForClaim, waitForPermission } from '@infinitio/sdk/pairing'
import { renderUnicodeCompact } from 'uqr'
import { writeMandate } from '../../provision/mandateFile.ts'
import { localWarning } from '../localWarning.ts'
import { wrapLines } from '../wrapLines.ts'
import type { MachineOffer } from './machineOffer.ts'

/** Writes a line for the person at the machine. */
type Tell = (text: string) => void

/** Asks the person at the machine a question. Returns false, too, if `signal` is aborted. */
type Confirm = (question: string, limits: { signal: AbortSignal }) => Promise<boolean>

/**
 * Lets a wallet in a browser register this machine and allow the machine's own key to sign asks (decision 218). Shows a link with a QR code, then six
 * characters that belong to the first wallet which opened the link. With `account`, accepts only that wallet; otherwise `confirm` asks the person at the
 * terminal. Sends the answer to the page, so that the page asks for money only after a yes. Checks the wallet's permission and stores it in the data folder. If
 * no permission arrives, ends the link and throws the error code of the reason. `signal` ends the wait with its reason.
 */
export async function pairMachine({
  transport,
  dataDir,
  apiUrl,
  offer: { wanted, account: nodeKey },
  account,
  tell,
  confirm,
  signal,
}: {
  transport: Transport
  dataDir: string
  apiUrl: string
  offer: MachineOffer
  account: string | null
  tell: Tell
  confirm: Confirm
  signal: AbortSignal
}): Promise<void> {
  const open = await openPairing(transport, { wanted, signer: nodeKey, nowMs: Date.now() })
  if (wanted.runtime !== undefined && isForDevelopment(wanted.runtime)) tell(`Warning: runtime ${wanted.runtime}: ${localWarning}.\n`)
  tell(linkText(`${apiUrl}/provide/pair#${open.fragment}`))
  tell(floorText(wanted.limits.minPricePerGpuSecond))
  try {
    const wallet = await waitForClaim(transport, open, { signal })
    tell(`\nWallet ${wallet.account} opened the link.\nSix characters: ${groupedCharacters(wallet.characters)}`)
    await accept(wallet, { account, confirm, signal })
    await acceptWallet(transport, { open, wallet, signer: nodeKey }, { signal })
    tell('Now sign in the browser. This command continues when the wallet has signed.')
    await writeMandate(dataDir, await waitForPermission(transport, { open, wallet }, { signal }))
  } catch (error) {
    await endLink(transport, { open, signer: nodeKey })
    throw error
  }
  tell('The wallet signed. The machine now works without it.\n')
}

/** States the least price of the permission. The machine cannot renew a listing below it, so a person should know it before the wallet signs. */
function floorText(minPricePerGpuSecond: string): string {
  const floor = amountText(BigInt(minPricePerGpuSecond) * 3_600n)
  return `The permission allows ${floor} PT per GPU-hour or more. To be able to ask less later, stop this command and add --floor <PT per GPU-hour>.`
}

const endWithinMs = 10_000
const endEveryMs = 1_000

/**
 * Ends the link, so that the page stops. Tries again for about ten seconds while the market does not answer or is busy. If it still fails, the link ends by
 * itself after its time; the reason of the failed pairing matters more.
 */
async function endLink(transport: Transport, link: { open: OpenPairing; signer: MachineOffer['account'] }): Promise<void> {
  for (const untilMs = Date.now() + endWithinMs; Date.now() < untilMs; await wait(endEveryMs)) {
    try {
      return await endPairing(transport, link)
    } catch (error) {
      const isTemporary = error instanceof InfinitioError && (error.status === 0 || error.status === 429 || error.status >= 500)
      if (!isTemporary) return
    }
  }
}

type Accepting = { account: string | null; confirm: Confirm; signal: AbortSignal }

async function accept(wallet: PairedWallet, { account, confirm, signal }: Accepting): Promise<void> {
  if (account !== null && wallet.account !== account) throw refusal('node.pairing_refused', { detail: `--account ${account}, not ${wallet.account}` })
  const isSame = account !== null || (await confirm('Does the browser show the same six characters? [y/N] ', { signal }))
  signal.throwIfAborted()
  if (!isSame) throw refusal('node.pairing_refused', { detail: wallet.account })
}

function linkText(link: string): string {
  return [
    'Open this link in the browser of your wallet, within 10 minutes:',
    '',
    link,
    '',
    renderUnicodeCompact(link, { ecc: 'L', border: 1 }),
    '',
    'Only the first browser can use the link. If you close the page, open the link there again.',
    'Give the link to nobody. Your wallet shows all costs before it signs.',
  ].join('\n')
}

/**
 * Asks the person at the terminal a question. Only `y` or `yes` is a yes. Ctrl-C and a closed terminal are a no. Ignores keys that were pressed before the
 * question, because they answered something else.
 */
export async function confirmAtTerminal(question: string, { signal }: { signal: AbortSignal }): Promise<boolean> {
  await dropTypedAhead()
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const closed = new Promise<string>((resolve) => terminal.once('close', () => resolve('')))
  try {
    const answer = terminal.question(wrapLines(question, process.stderr.columns), { signal }).catch(() => '')
    return /^y(es)?$/i.test((await Promise.race([answer, closed])).trim())
  } finally {
    terminal.close()
  }
}

/** Reads and discards lines that wait in the terminal. They are an answer to an earlier question, or to none. */
async function dropTypedAhead(): Promise<void> {
  if (!process.stdin.isTTY) return
  const drop = (): void => {}
  process.stdin.on('data', drop).resume()
  await wait(typedAheadMs)
  process.stdin.off('data', drop).pause()
}

/** Milliseconds in which the terminal delivers lines that were typed earlier. */
const typedAheadMs = 100
