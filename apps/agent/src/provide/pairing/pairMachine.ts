import { createInterface } from 'node:readline/promises'
import { groupedCharacters, isForDevelopment } from '@infinitio/domain'
import { refusal, type Transport } from '@infinitio/sdk'
import { openPairing, type PairedWallet, waitForClaim, waitForPermission } from '@infinitio/sdk/pairing'
import { renderUnicodeCompact } from 'uqr'
import { writeMandate } from '../../provision/mandateFile.ts'
import { localWarning } from '../localWarning.ts'
import type { MachineOffer } from './machineOffer.ts'

/** Writes a line for the person at the machine. */
type Tell = (text: string) => void

/**
 * Lets a wallet in a browser register this machine and allow the machine's own key to sign asks (decision 218). Shows a link with a QR code, then six
 * characters that belong to the first wallet which opened the link. With `account`, accepts only that wallet; otherwise `confirm` asks the person at the
 * terminal. Checks the wallet's permission and stores it in the data folder. If no permission arrives, throws the error code of the reason.
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
  confirm: (question: string) => Promise<boolean>
  signal: AbortSignal
}): Promise<void> {
  const open = await openPairing(transport, { wanted, signer: nodeKey, nowMs: Date.now() })
  if (wanted.runtime !== undefined && isForDevelopment(wanted.runtime)) tell(`Warning: runtime ${wanted.runtime}: ${localWarning}.\n`)
  tell(linkText(`${apiUrl}/provide/pair#${open.fragment}`))
  const wallet = await waitForClaim(transport, open, { signal })
  tell(`\nWallet ${wallet.account} opened the link.\nSix characters: ${groupedCharacters(wallet.characters)}`)
  await accept(wallet, { account, confirm })
  tell('Now sign in the browser. This command continues when the wallet has signed.')
  const signed = await waitForPermission(transport, { open, wallet }, { signal })
  await writeMandate(dataDir, signed)
  tell('The wallet signed. The machine now works without it.\n')
}

async function accept(wallet: PairedWallet, { account, confirm }: { account: string | null; confirm: (question: string) => Promise<boolean> }) {
  if (account !== null && wallet.account !== account) throw refusal('node.pairing_refused', { detail: `--account ${account}, not ${wallet.account}` })
  if (account === null && !(await confirm('Does the browser show the same six characters? [y/N] ')))
    throw refusal('node.pairing_refused', { detail: wallet.account })
}

function linkText(link: string): string {
  return [
    'Open this link in the browser of your wallet. It works once, for 10 minutes:',
    '',
    link,
    '',
    renderUnicodeCompact(link, { ecc: 'L', border: 1 }),
    '',
    'Give the link to nobody. Your wallet shows all costs before it signs.',
  ].join('\n')
}

/** Asks the person at the terminal a question. Only `y` or `yes` is a yes. */
export async function confirmAtTerminal(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await terminal.question(question)).trim())
  } finally {
    terminal.close()
  }
}
