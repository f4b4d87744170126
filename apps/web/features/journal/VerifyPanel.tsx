'use client'
import { WhyDisabled } from '#web/components/ui/WhyDisabled.tsx'
import { ErrorCode } from '#web/parts/api/ErrorCode.tsx'
import { getJournalHead } from '@infinitio/sdk'
import type { RangeProgress, RangeResult } from '@infinitio/sdk/journal'
import { useQuery } from '@tanstack/react-query'
import { CircleDashed, ShieldCheck, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CodeLine } from '#web/components/ui/CodeLine.tsx'
import { Field } from '#web/components/ui/Field.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { rangeOf } from '#web/features/journal/rangeOf.ts'
import { VerifyResult } from '#web/features/journal/VerifyResult.tsx'
import type { VerifyMessage, VerifyQuestion } from '#web/features/journal/verifyWorker.ts'
import { errorSentences } from '#web/i18n/reading.ts'
import { browserApi } from '#web/parts/api/browserApi.ts'

/** Lets the user check the journal in this browser. It shows the range, the progress, the result, and a command that does the same check without this site. */
export function VerifyPanel() {
  const t = useTranslations('explorer.verify')
  const tStates = useTranslations('states')
  const { data: head } = useQuery({ queryKey: ['explorer', 'journal-head'], queryFn: () => getJournalHead(browserApi) })
  const [from, setFrom] = useState('1')
  const [to, setTo] = useState<string | null>(null)
  const [isTouched, setIsTouched] = useState(false)
  const { verification, start, cancel } = useVerification()
  const isRunning = verification.state === 'running'
  const range = rangeOf({ from, to: to ?? head?.seq ?? '' }, { headSeq: head?.seq ?? null })
  function submit(event: FormEvent): void {
    event.preventDefault()
    setIsTouched(true)
    if (range !== null && !isRunning) start(range)
  }
  const reasonId = useId()
  const isEmpty = head?.seq === '0'
  const problem = isTouched && range === null && head !== undefined ? t('badRange', { head: head.seq }) : undefined
  return (
    <Panel title={t('title')} className="xverify">
      <form className="panel-body ver" onSubmit={submit}>
        <Field label={t('from')} error={problem}>
          {(names) => (
            <TextInput
              className="mono"
              inputMode="numeric"
              value={from}
              disabled={isRunning}
              onChange={({ target }) => setFrom(target.value)}
              {...names}
            />
          )}
        </Field>
        <Field label={t('to')}>
          {(names) => (
            <TextInput
              className="mono"
              inputMode="numeric"
              value={to ?? head?.seq ?? ''}
              disabled={isRunning}
              onChange={({ target }) => setTo(target.value)}
              {...names}
            />
          )}
        </Field>
        {isRunning ? (
          <Button onClick={cancel}>
            <X className="i" aria-hidden />
            {t('cancel')}
          </Button>
        ) : (
          <Button type="submit" tone="primary" disabled={head === undefined || isEmpty} aria-describedby={isEmpty ? reasonId : undefined}>
            <ShieldCheck className="i" aria-hidden />
            {t('start')}
          </Button>
        )}
        <WhyDisabled id={reasonId}>{isEmpty && !isRunning ? t('empty') : null}</WhyDisabled>
      </form>
      <div className="panel-body">
        <p className="t13 dim mb-2">{t('without')}</p>
        <CodeLine text="infinitio journal verify --rpc <url>" label={tStates('copyNamed', { what: t('command') })} doneLabel={tStates('copied')} />
        <div className="mt-3" role="status">
          <Standing verification={verification} />
        </div>
      </div>
    </Panel>
  )
}

const steps = ['read', 'chain', 'replay', 'head', 'roots'] as const

/** Explains the steps of a check before it starts. */
function Steps() {
  const t = useTranslations('explorer.verify.steps')
  return (
    <ul className="vs">
      {steps.map((step) => (
        <li key={step}>
          <CircleDashed className="i" aria-hidden />
          <span className="dim">{t(step)}</span>
        </li>
      ))}
    </ul>
  )
}

function Standing({ verification }: { readonly verification: Verification }) {
  const t = useTranslations('explorer.verify')
  switch (verification.state) {
    case 'idle':
      return <Steps />
    case 'cancelled':
      return <p className="t13">{t('cancelled')}</p>
    case 'failed':
      return (
        <p className="t13 loss">
          {t('couldNot', { sentence: errorSentences()[verification.code] ?? verification.sentence })} <ErrorCode code={verification.code} />
        </p>
      )
    case 'running': {
      const { progress, range } = verification
      const [first, last] = [Number(range.from), Number(range.to)]
      const at = progress.phase === 'entries' ? Number(progress.seq) : first
      return (
        // Do not announce the progress: thousands of steps would flood a screen reader. Its user can read the progress bar, and the result is announced.
        <div aria-live="off">
          <p className="t13">{progress.phase === 'chain' ? t('asksChain') : t('reads', { at, last })}</p>
          <progress className="sr" aria-label={t('title')} max={last - first + 1} value={at - first} />
          <span className="meter block my-2" aria-hidden>
            <i style={{ width: `${(100 * (at - first)) / Math.max(1, last - first + 1)}%` }} />
          </span>
          <Steps />
        </div>
      )
    }
    case 'done':
      return <VerifyResult result={verification.result} />
  }
}

/** The state of a check of the journal in this browser. */
type Verification =
  | { readonly state: 'idle' }
  | { readonly state: 'running'; readonly progress: RangeProgress; readonly range: { readonly from: string; readonly to: string } }
  | { readonly state: 'done'; readonly result: RangeResult }
  | { readonly state: 'failed'; readonly code: string; readonly sentence: string }
  | { readonly state: 'cancelled' }

/** Runs one check at a time in a web worker, so that the page remains responsive. Cancelling the check ends the web worker. */
function useVerification(): { verification: Verification; start(range: { from: string; to: string }): void; cancel(): void } {
  const [verification, setVerification] = useState<Verification>({ state: 'idle' })
  const worker = useRef<Worker | null>(null)
  useEffect(() => () => worker.current?.terminate(), [])

  function end(next: Verification): void {
    worker.current?.terminate()
    worker.current = null
    setVerification(next)
  }

  function start(range: { from: string; to: string }): void {
    end({ state: 'running', progress: { phase: 'chain' }, range })
    const started = new Worker(new URL('./verifyWorker.ts', import.meta.url), { type: 'module' })
    worker.current = started
    started.onmessage = ({ data }: MessageEvent<VerifyMessage>) => {
      if (data.kind === 'progress') setVerification({ state: 'running', progress: data.progress, range })
      else if (data.kind === 'done') end({ state: 'done', result: data.result })
      else end({ state: 'failed', code: data.code, sentence: data.sentence })
    }
    started.onerror = ({ message }) => end({ state: 'failed', code: 'api.internal', sentence: message })
    const question: VerifyQuestion = { ...range, origin: window.location.origin }
    started.postMessage(question)
  }

  return { verification, start, cancel: () => end({ state: 'cancelled' }) }
}
