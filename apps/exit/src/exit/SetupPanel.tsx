import { type Address, parseAddress } from '@infinitio/sdk/exit'
import { useEffect, useState } from 'react'
import { ProblemBox } from '../kit/ProblemBox.tsx'
import { TextField } from '../kit/TextField.tsx'
import { connectWallet } from '../wallet/connectWallet.ts'
import { type AnnouncedWallet, useWallets } from '../wallet/useWallets.ts'
import { type Problem, problemOf } from './problemOf.ts'
import { readDefaults } from './readDefaults.ts'
import type { ExitView, Search } from './useExit.ts'
import { useFirstInvalid } from './useFirstInvalid.ts'

export type SetupPanelProps = { readonly phase: ExitView['phase']; readonly onRead: (search: Search) => void }

type Connected = { readonly wallet: AnnouncedWallet; readonly account: Address }

/** Where to look and who is leaving: an RPC, the Directory, and a wallet or only an address. */
export function SetupPanel({ phase, onRead }: SetupPanelProps) {
  const [rpcUrl, setRpcUrl] = useState('')
  const [directory, setDirectory] = useState('')
  const [typed, setTyped] = useState('')
  const [connected, setConnected] = useState<Connected | null>(null)
  const [tries, setTries] = useState(0)
  const isTried = tries > 0
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
        <h2 id="setup">Where to look</h2>
      </header>
      <div className="body">
        <TextField
          label="RPC address"
          hint="Any node of the chain that allows web pages. Leave it empty to ask through your wallet."
          error={isTried && !canAsk ? 'Enter an address that starts with http, or connect a wallet to ask through it.' : null}
          value={rpcUrl}
          placeholder="https://"
          onChange={setRpcUrl}
        />
        <TextField
          label="Directory"
          hint="The contract that names all others. A Market's address works too."
          error={isTried && found.directory === null ? 'Enter an address: 0x and 40 digits.' : null}
          value={directory}
          placeholder="0x"
          onChange={setDirectory}
        />
        <WalletChoice connected={connected} onConnect={setConnected} />
        {connected === null && (
          <TextField
            label="Or only look, at this account"
            hint="Shows the plan. Nothing can be sent without a wallet."
            error={isTried && found.account === null ? 'Connect a wallet, or enter an address: 0x and 40 digits.' : null}
            value={typed}
            placeholder="0x"
            onChange={setTyped}
          />
        )}
        <button type="submit" className={phase === 'open' ? 'btn full' : 'btn primary full'} disabled={phase === 'reading'}>
          {phase === 'reading' ? 'Reading the chain …' : phase === 'open' ? 'Read again' : 'Show what is mine'}
        </button>
      </div>
    </form>
  )
}

type WalletChoiceProps = { readonly connected: Connected | null; readonly onConnect: (connected: Connected | null) => void }

function WalletChoice({ connected, onConnect }: WalletChoiceProps) {
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
        <span className="label">Wallet</span>
        <p className="mono wrap" role="status">
          {connected.wallet.name}: {connected.account}
        </p>
        <button type="button" className="btn" onClick={() => onConnect(null)}>
          Use another account
        </button>
      </div>
    )
  }
  return (
    <fieldset className="field">
      <legend className="label">Wallet</legend>
      {wallets.length === 0 && <p className="hint">No wallet announced itself in this browser. You can still look.</p>}
      {wallets.map((wallet) => (
        <button key={wallet.id} type="button" className="btn full" onClick={() => void connect(wallet)}>
          {wallet.icon !== '' && <img src={wallet.icon} alt="" width={16} height={16} />}
          Connect {wallet.name}
        </button>
      ))}
      {problem !== null && <ProblemBox problem={problem} />}
    </fieldset>
  )
}

function isRpc(text: string): boolean {
  return /^https?:\/\/\S+$/.test(text.trim())
}
