'use client'
import { useQuery } from '@tanstack/react-query'
import { Cpu } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/features/api/browserApi.ts'
import { amountText } from '#web/features/format/amountText.ts'
import { classesQuery } from '#web/features/search/classesQuery.ts'
import { modelFits } from '#web/features/search/modelFits.ts'
import { patchOfForm, SearchFields } from '#web/features/search/SearchBar.tsx'
import { paramsOfSearch, searchFromParams } from '#web/features/search/searchState.ts'
import { cheapestWay, type WayToRun, waysToRun } from '#web/features/search/waysToRun.ts'

const mostSuggestions = 4
const often = ['llama70b4', 'llama8b16', 'sdxl', 'whisper'] as const

/** The search box of the home page: while one types a model's name it shows how to run it and what that costs per hour. */
export function HomeSearch() {
  const t = useTranslations('home')
  const tBar = useTranslations('search.bar')
  const router = useRouter()
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const [words, setWords] = useState('')
  const empty = searchFromParams(new URLSearchParams())
  const classes = catalogue?.classes ?? []
  const ways = waysToRun(words, classes).slice(0, mostSuggestions)
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const first = ways[0]
    const patch = patchOfForm(new FormData(event.currentTarget))
    const asked = first === undefined ? patch : { ...patch, q: '', classes: [first.gpuClass.classId], gpus: Math.max(first.gpus, patch.gpus ?? 1) }
    const params = paramsOfSearch({ ...empty, ...asked })
    router.push(params === '' ? '/gpus' : `/gpus?${params}`)
  }
  return (
    <>
      <search aria-label={tBar('name')} className="contents">
        <form className="hbox" onSubmit={submit} onInput={(event) => setWords(wordsOf(event.currentTarget))}>
          <div className="fields">
            <SearchFields search={empty} regions={catalogue?.regions ?? []} />
            <Button tone="primary" size="lg" type="submit">
              {tBar('search')}
            </Button>
          </div>
          {ways.length > 0 && (
            <ul className="sugg" aria-label={t('suggestions')}>
              {ways.map((way) => (
                <Suggestion key={way.model.key} way={way} />
              ))}
            </ul>
          )}
        </form>
      </search>
      <OftenRun ways={modelFits.flatMap((model) => (often.some((key) => key === model.key) ? (cheapestWay(model, classes) ?? []) : []))} />
    </>
  )
}

function Suggestion({ way }: { readonly way: WayToRun }) {
  const t = useTranslations('home')
  return (
    <li>
      <Link className="way" href={hrefOf(way)}>
        <Cpu className="i" aria-hidden />
        <span>
          <b className="strong">{way.model.name}</b>{' '}
          <span className="dim">{t('wayNeeds', { vram: way.model.vramGib, gpus: way.gpus, className: way.gpuClass.name })}</span>
        </span>
        <b className="strong nowrap">{t('wayPrice', { price: amountText(way.pricePerHour) })}</b>
      </Link>
    </li>
  )
}

function OftenRun({ ways }: { readonly ways: readonly WayToRun[] }) {
  const t = useTranslations('home')
  if (ways.length === 0) return <div className="tries min-h-7" />
  return (
    <div className="tries">
      <span className="dim t13">{t('oftenRun')}</span>
      {ways.map((way) => (
        <Link key={way.model.key} className="chip" href={hrefOf(way)}>
          {way.model.name}
        </Link>
      ))}
    </div>
  )
}

function hrefOf({ gpuClass, gpus }: WayToRun): string {
  return `/gpus?class=${gpuClass.classId}${gpus > 1 ? `&gpus=${gpus}` : ''}`
}

function wordsOf(form: HTMLFormElement): string {
  return String(new FormData(form).get('q') ?? '')
}
