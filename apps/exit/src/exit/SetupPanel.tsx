import { type Address, parseAddress } from '@infinitio/sdk/exit'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { type Problem, ProblemBox } from '../kit/ProblemBox.tsx'
import { TextField } from '../kit/TextField.tsx'
import { connectWallet } from '../wallet/connectWallet.ts'
import { type AnnouncedWallet, useWallets } from '../wallet/useWallets.ts'
import { useTexts } from '../texts/useTexts.ts'
import { problemOf } from './problemOf.ts'
import type { ExitView, Search } from './useExit.ts'

export type SetupPanelProps = { readonly phase: ExitView['phase']; readonly onRead: (search: Search) => void }

type Connected = { readonly wallet: AnnouncedWallet; readonly account: Address }

/** Asks for the chain and the account: the URL of an RPC endpoint, the address of the Directory, and a wallet or only an address. */
export function SetupPanel({ phase, onRead }: SetupPanelProps) {
  const texts = useTexts()
  const [rpcUrl, setRpcUrl] = useState('')
  const [directory, setDirectory] = useState('')
  const [typed, setTyped] = useState('')
  const [connected, setConnected] = useState<Connected | null>(null)
  const [tries, setTries] = useState(0)
  const form = useFirstInvalid(tries)
  useEffect(() => {
    void readDefaults().then((defaults) => {
      if (defaults === null) return
      setRpcUrl((now) => (now === '' ? defaults.rpcUrl : now))
      setDirectory((now) => (now === '' ? defaults.directory : now))
    })
  }, [])
  const found = { rpc: isRpc(rpcUrl), directory: parseAddress(directory.trim()), account: connected?.account ?? parseAddress(typed.trim()) }
  const canAsk = found.rpc || (rpcUrl === '' && connected !== null)
  function submit(): void {
    setTries(tries + 1)
    if (!canAsk || found.directory === null || found.account === null) return
    onRead({ account: found.account, directory: found.directory, rpcUrl: rpcUrl.trim(), provider: connected?.wallet.provider ?? null })
  }
  return (
    <form
      ref={form}
      className="panel"
      aria-labelledby="setup"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <header>
        <h2 id="setup">{texts.where}</h2>
      </header>
      <div className="body">
        <TextField
          label={texts.rpc}
          hint={texts.rpcHint}
          error={tries > 0 && !canAsk ? texts.rpcWrong : null}
          value={rpcUrl}
          placeholder="https://"
          onChange={setRpcUrl}
        />
        <TextField
          label={texts.directory}
          hint={texts.directoryHint}
          error={tries > 0 && found.directory === null ? texts.directoryWrong : null}
          value={directory}
          placeholder="0x"
          onChange={setDirectory}
        />
        <WalletChoice connected={connected} onConnect={setConnected} />
        {connected === null && (
          <TextField
            label={texts.look}
            hint={texts.lookHint}
            error={tries > 0 && found.account === null ? texts.lookWrong : null}
            value={typed}
            placeholder="0x"
            onChange={setTyped}
          />
        )}
        <button type="submit" className={phase === 'open' ? 'btn full' : 'btn primary full'} disabled={phase === 'reading'}>
          {phase === 'reading' ? texts.readNow : phase === 'open' ? texts.readAgain : texts.read}
        </button>
      </div>
    </form>
  )
}

type WalletChoiceProps = { readonly connected: Connected | null; readonly onConnect: (connected: Connected | null) => void }

function WalletChoice({ connected, onConnect }: WalletChoiceProps) {
  const texts = useTexts()
  const wallets = useWallets()
  const [problem, setProblem] = useState<Problem | null>(null)
  async function connect(wallet: AnnouncedWallet): Promise<void> {
    setProblem(null)
    try {
      onConnect({ wallet, account: await connectWallet(wallet.provider) })
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  if (connected !== null) {
    return (
      <div className="field">
        <span className="label">{texts.wallet}</span>
        <p className="mono wrap" role="status">
          {connected.wallet.name}: {connected.account}
        </p>
        <button type="button" className="btn" onClick={() => onConnect(null)}>
          {texts.another}
        </button>
      </div>
    )
  }
  return (
    <fieldset className="field">
      <legend className="label">{texts.wallet}</legend>
      {wallets.length === 0 && <p className="hint">{texts.noWallet}</p>}
      {wallets.map((wallet) => (
        <button key={wallet.id} type="button" className="btn full" onClick={() => void connect(wallet)}>
          {wallet.icon !== '' && <img src={wallet.icon} alt="" width={16} height={16} />}
          {texts.connect(wallet.name)}
        </button>
      ))}
      {problem !== null && <ProblemBox problem={problem} />}
    </fieldset>
  )
}

function isRpc(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text.trim())
}

/**
 * Returns a ref for a form. After each attempt to submit, focuses the form's first invalid field, so that a person who cannot see the red border
 * finds it.
 */
function useFirstInvalid(tries: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus()
  }, [tries])
  return form
}

/** The values that a market's own copy of the page fills into its fields. */
type Defaults = { readonly rpcUrl: string; readonly directory: string }

/**
 * Reads the chain's settings from the site that served this page. Returns null if the site has no such settings. A page from a disk, from IPFS or from another
 * site cannot ask a market, so its fields start empty.
 */
async function readDefaults(): Promise<Defaults | null> {
  if (!location.protocol.startsWith('http')) return null
  try {
    const response = await fetch('/api/v1/chain', { headers: { accept: 'application/json' } })
    if (!response.ok) return null
    const { addresses } = (await response.json()) as { addresses?: { directory?: unknown } }
    if (typeof addresses?.directory !== 'string') return null
    return { rpcUrl: new URL('/api/v1/rpc', location.href).href, directory: addresses.directory }
  } catch {
    // The site did not answer, or not with JSON, so the person fills in the fields.
    return null
  }
}
