import { useEffect, useState } from 'react'
import { HoldingsPanel } from './exit/HoldingsPanel.tsx'
import { PlanPanel } from './exit/PlanPanel.tsx'
import { SetupPanel } from './exit/SetupPanel.tsx'
import { type ExitView, useExit } from './exit/useExit.ts'
import { ProblemBox } from './kit/ProblemBox.tsx'
import { LanguageButton } from './kit/LanguageButton.tsx'
import { ThemeButton } from './kit/ThemeButton.tsx'
import { languageOf, useTexts, TextsProvider } from './texts/useTexts.ts'

/** Shows the whole exit page: on one side the settings of chain and account, on the other side the account's money and the steps to withdraw it. */
export function ExitPage() {
  const { view, read, send, chooseDuties } = useExit()
  const [texts, setTexts] = useState(() => languageOf(navigator.languages))
  useEffect(() => {
    document.documentElement.lang = texts.tag
    document.title = `${texts.title} · Infinitio`
  }, [texts])
  return (
    <TextsProvider value={texts}>
      <header className="topbar">
        <span className="brand">
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M6 16c5 0 7-8 12-8a4 4 0 0 1 0 8c-5 0-7-8-12-8a4 4 0 1 0 0 8" />
          </svg>
          Infinitio
        </span>
        <span className="switches">
          <LanguageButton onChoose={setTexts} />
          <ThemeButton />
        </span>
      </header>
      <main>
        <div className="lead">
          <h1>{texts.title}</h1>
          <p>{texts.lead}</p>
        </div>
        <div className="columns">
          <aside>
            <SetupPanel phase={view.phase} onRead={(search) => void read(search)} />
          </aside>
          <div className="stack">
            <Found view={view} />
            {view.phase === 'open' && (
              <PlanPanel open={view} onSend={(planned) => void send(view, planned)} onDuties={(endDuties) => chooseDuties(view, endDuties)} />
            )}
          </div>
        </div>
      </main>
    </TextsProvider>
  )
}

function Found({ view }: { readonly view: ExitView }) {
  const texts = useTexts()
  switch (view.phase) {
    case 'idle':
      return (
        <section className="panel empty">
          <h2>{texts.nothingTitle}</h2>
          <p>{texts.nothingText}</p>
        </section>
      )
    case 'reading': {
      const { progress } = view
      const text = progress === null ? texts.readingFirst : texts.reading(progress)
      return (
        <section className="panel empty" role="status">
          <h2>{texts.readingTitle}</h2>
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
