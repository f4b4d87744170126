'use client'
import { parseRun, type Run, textOfRun } from '@infinitio/domain'
import { useQuery } from '@tanstack/react-query'
import { Cpu } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { patchOfForm, SearchFields } from '#web/features/search/SearchBar.tsx'
import { useRunTitle, waysToRun, type WayToRun } from '#web/parts/search/waysToRun.ts'
import { paramsOfSearch, searchFromParams } from '#web/parts/search/searchState.ts'

const mostSuggestions = 4
const often = ['llama-3.3-70b', 'llama-3.1-8b_lora', 'sdxl', 'comfyui', 'cuda'].flatMap((text) => parseRun(text) ?? [])

/** The search box of the home page: while one types a model's name it shows how to run it and what that costs per hour. */
export function HomeSearch() {
  const t = useTranslations('home')
  const tBar = useTranslations('search.bar')
  const router = useRouter()
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const [words, setWords] = useState('')
  const empty = searchFromParams(new URLSearchParams())
  const classes = catalogue?.classes ?? []
  const ways = waysToRun(words, classes, { most: mostSuggestions })
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const first = ways[0]
    const patch = patchOfForm(new FormData(event.currentTarget))
    const asked = first === undefined ? patch : { ...patch, q: '', run: textOfRun(first.run), sort: 'total' as const }
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
                <Suggestion key={textOfRun(way.run)} way={way} />
              ))}
            </ul>
          )}
        </form>
      </search>
      <OftenRun />
    </>
  )
}

function Suggestion({ way }: { readonly way: WayToRun }) {
  const t = useTranslations('home')
  const title = useRunTitle()
  return (
    <li>
      <Link className="way" href={hrefOf(way.run)}>
        <Cpu className="i" aria-hidden />
        <span>
          <b className="strong">{title(way.run)}</b>{' '}
          <span className="dim">{t('wayNeeds', { vram: way.memoryGib, gpus: way.gpus, className: way.gpuClass.name })}</span>
        </span>
        <b className="strong nowrap">{t('wayPrice', { price: amountText(way.pricePerHour) })}</b>
      </Link>
    </li>
  )
}

function OftenRun() {
  const t = useTranslations('home')
  const title = useRunTitle()
  return (
    <div className="tries">
      <span className="dim t13">{t('oftenRun')}</span>
      {often.map((run) => (
        <Link key={textOfRun(run)} className="chip" href={hrefOf(run)}>
          {title(run)}
        </Link>
      ))}
    </div>
  )
}

function hrefOf(run: Run): string {
  return `/gpus?run=${textOfRun(run)}&sort=total`
}

function wordsOf(form: HTMLFormElement): string {
  return String(new FormData(form).get('q') ?? '')
}
