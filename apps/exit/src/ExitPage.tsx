import { HoldingsPanel } from './exit/HoldingsPanel.tsx'
import { PlanPanel } from './exit/PlanPanel.tsx'
import { SetupPanel } from './exit/SetupPanel.tsx'
import { type ExitView, useExit } from './exit/useExit.ts'
import { ProblemBox } from './kit/ProblemBox.tsx'
import { ThemeButton } from './kit/ThemeButton.tsx'

/** The whole page: where to look on one side, what there is and how it gets out on the other. */
export function ExitPage() {
  const { view, read, send } = useExit()
  return (
    <>
      <header className="topbar">
        <span className="brand">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6 16c5 0 7-8 12-8a4 4 0 0 1 0 8c-5 0-7-8-12-8a4 4 0 1 0 0 8" />
          </svg>
          Infinitio
        </span>
        <ThemeButton />
      </header>
      <main>
        <div className="lead">
          <h1>Leave with everything</h1>
          <p>
            Ends leases, claims pay, frees bonds, withdraws and redeems, with the contracts alone. This page is one file: it asks only the RPC or
            wallet you name, works from a disk, and needs nothing of ours that runs.
          </p>
        </div>
        <div className="columns">
          <aside>
            <SetupPanel phase={view.phase} onRead={(search) => void read(search)} />
          </aside>
          <div className="stack">
            <Found view={view} />
            {view.phase === 'open' && <PlanPanel open={view} onSend={(planned) => void send(view, planned)} />}
          </div>
        </div>
      </main>
    </>
  )
}

function Found({ view }: { readonly view: ExitView }) {
  switch (view.phase) {
    case 'idle':
      return (
        <section className="panel empty">
          <h2>Nothing read yet</h2>
          <p>Name an RPC and the Directory, then connect the wallet that leaves. The plan appears here, itemised, before anything is signed.</p>
        </section>
      )
    case 'reading': {
      const { progress } = view
      const text =
        progress === null
          ? 'Asking the Directory for the contracts …'
          : `Reading the history: block ${progress.head} back to ${progress.reached}. ${progress.leases} live leases of this account so far.`
      return (
        <section className="panel empty" role="status">
          <h2>Reading the chain</h2>
          <p>{text}</p>
          <span className="skel" />
          <span className="skel" />
          <span className="skel short" />
        </section>
      )
    }
    case 'failed':
      return <ProblemBox problem={view.problem} />
    case 'open':
      return <HoldingsPanel state={view.state} />
  }
}
