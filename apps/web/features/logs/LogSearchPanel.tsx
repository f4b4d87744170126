'use client'
import type { LogPartWire } from '@infinitio/domain/wire'
import { ChevronDown, ChevronUp, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { CheckRow } from '#web/components/ui/CheckRow.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { type Found, useLogSearch } from '#web/features/logs/useLogSearch.ts'
import { ProblemCallout } from '#web/parts/api/ProblemCallout.tsx'

const mostCharacters = 200

/**
 * Searches the whole log of a lease on its machine. It shows the number of hits, each hit with its line, and buttons to the next and previous hit.
 */
export function LogSearchPanel({ leaseId, onClose }: { readonly leaseId: string; readonly onClose: () => void }) {
  const t = useTranslations('logSearch')
  const [text, setText] = useState('')
  const [matchCase, setMatchCase] = useState(false)
  const { found, search, part, goTo, error } = useLogSearch(leaseId)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const isSame = found !== null && found.text === text && found.matchCase === matchCase
  const canStep = isSame && found.hits.length > 0
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (search.isPending) return
    if (text === '') {
      input.current?.focus()
      return
    }
    // Pressing Enter again moves to the next hit, as in other search fields.
    if (canStep) goTo(found.current + 1)
    else search.mutate({ text, matchCase })
  }
  return (
    <section className="panel p-logs" aria-label={t('title')}>
      <search>
        <form className="logbar" onSubmit={submit}>
          <TextInput
            ref={input}
            type="search"
            className="grow"
            aria-label={t('label')}
            placeholder={t('label')}
            value={text}
            maxLength={mostCharacters}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
          <CheckRow checked={matchCase} onChange={setMatchCase} label={t('matchCase')} />
          <Button type="submit" size="sm" tone="primary" disabled={search.isPending}>
            {t(search.isPending ? 'searching' : 'search')}
          </Button>
          {canStep && (
            <>
              <Step icon={ChevronUp} label={t('previous')} onStep={() => goTo(found.current - 1)} />
              <Step icon={ChevronDown} label={t('next')} onStep={() => goTo(found.current + 1)} />
            </>
          )}
          <Button size="sm" shape="icon" tone="ghost" aria-label={t('close')} onClick={onClose}>
            <X className="i s" aria-hidden />
          </Button>
        </form>
      </search>
      {error !== null && <ProblemCallout error={error} />}
      {found !== null && (
        <>
          <p className="logcount t13" role="status">
            {countText(found, t)}
          </p>
          {found.hits.length > 0 && <LogHits found={found} onChoose={goTo} />}
          {part.data !== undefined && found.hits.length > 0 && <LogPlace part={part.data} found={found} />}
        </>
      )}
    </section>
  )
}

/** Button to the next or previous hit. */
function Step({ icon: Icon, label, onStep }: { readonly icon: typeof X; readonly label: string; readonly onStep: () => void }) {
  return (
    <Button size="sm" shape="icon" aria-label={label} onClick={onStep}>
      <Icon className="i s" aria-hidden />
    </Button>
  )
}

function countText({ answer, hits, current, text }: Found, t: ReturnType<typeof useTranslations<'logSearch'>>): string {
  if (hits.length === 0) return t(answer.isWhole ? 'none' : 'noneYet', { text })
  const line = hits[current]?.line ?? 0
  return t(answer.isWhole ? 'count' : 'countAtLeast', { number: current + 1, total: answer.total, line })
}

const mostShown = 200

/** Lists the hits, one line each, with the searched text marked. */
function LogHits({ found: { hits, current }, onChoose }: { readonly found: Found; readonly onChoose: (index: number) => void }) {
  const t = useTranslations('logSearch')
  const first = Math.max(0, Math.min(current - mostShown / 2, hits.length - mostShown))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people without a mouse scroll it by keys
    <ol className="loghits mono" aria-label={t('hits')} tabIndex={0}>
      {hits.slice(first, first + mostShown).map((hit, index) => (
        <li key={hit.offset} className={first + index === current ? 'on' : undefined}>
          <button type="button" aria-current={first + index === current} onClick={() => onChoose(first + index)}>
            <span className="dim">{hit.line}</span>
            <span>
              {hit.before}
              <mark>{hit.match}</mark>
              {hit.after}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}

/** Shows the part of the log around the current hit. The hit is marked, and the view scrolls to it. */
function LogPlace({ part, found: { hits, current } }: { readonly part: LogPartWire; readonly found: Found }) {
  const t = useTranslations('logSearch')
  const box = useRef<HTMLElement>(null)
  const mark = useRef<HTMLElement>(null)
  const length = hits[current]?.match.length ?? 0
  useEffect(() => {
    if (box.current === null || mark.current === null) return
    // Scrolls only the box, not the page.
    box.current.scrollTop = mark.current.offsetTop - box.current.clientHeight / 2
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: people without a mouse scroll it by keys
    <section ref={box} className="logplace mono" aria-label={t('place', { line: hits[current]?.line ?? 0 })} tabIndex={0}>
      {part.before}
      <mark ref={mark}>{part.after.slice(0, length)}</mark>
      {part.after.slice(length)}
    </section>
  )
}
