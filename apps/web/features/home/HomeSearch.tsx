'use client'
import { parseRun, type Run, textOfRun } from '@infinitio/domain'
import type { GpuClassWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { Cpu } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { FoundNote } from '#web/features/home/FoundNote.tsx'
import { SentenceNote } from '#web/features/search/lazyChips.ts'
import { SearchFields } from '#web/features/search/SearchBar.tsx'
import { useWords } from '#web/features/search/useWords.ts'
import { cheapestWay, useRunTitle, waysToRun, type WayToRun } from '#web/parts/search/waysToRun.ts'
import { changedIn, patchOfForm, wordsOfForm } from '#web/parts/search/searchForm.ts'
import { paramsOfSearch, searchFromParams } from '#web/parts/search/searchState.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

const mostSuggestions = 4
/** Popular models and programs that the search box suggests. None of them needs a container image, so machines without containers can run them, too. */
const often = ['llama-3.3-70b', 'llama-3.1-8b_lora', 'sdxl', 'flux.1-dev'].flatMap((text) => parseRun(text) ?? [])

/** Shows the search box of the home page. When a visitor types the name of a model, it shows how to run the model and the cost per hour. */
export function HomeSearch() {
  const t = useTranslations('home')
  const tBar = useTranslations('search.bar')
  const router = useRouter()
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const empty = searchFromParams(new URLSearchParams())
  const box = useWords(empty)
  const ways = waysToRun(box.words, catalogue?.classes ?? [], { most: mostSuggestions })
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    void box.searchOf(wordsOfForm(form), changedIn(box.shown, patchOfForm(form))).then((asked) => {
      const params = paramsOfSearch(asked)
      router.push(params === '' ? '/gpus' : `/gpus?${params}`)
    })
  }
  return (
    <>
      <search aria-label={tBar('name')} className="contents">
        <form
          action="/gpus"
          className="hbox"
          onSubmit={submit}
          onChange={(event) => box.onFields(changedIn(box.shown, patchOfForm(new FormData(event.currentTarget))))}
        >
          <div className="fields">
            <SearchFields search={empty} shown={box.shown} regions={catalogue?.regions ?? []} onWords={box.onWords} />
            <Button tone="primary" size="lg" type="submit">
              {tBar('search')}
            </Button>
          </div>
          {box.words !== '' && <SentenceNote words={box.words} search={null} fields={box.fields} onRead={box.onRead} />}
          {/* Until the sentence has been read, `shown` is the empty search, which would count every machine. */}
          {box.words.trim() !== '' && box.shown !== empty && <FoundNote search={box.fields} />}
          {ways.length > 0 && (
            <ul className="sugg" aria-label={t('suggestions')}>
              {ways.map((way) => (
                <Suggestion key={textOfRun(way.run)} way={way} />
              ))}
            </ul>
          )}
        </form>
      </search>
      <OftenRun classes={catalogue?.classes} />
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
          <span className="dim">{t('wayNeeds', { vram: way.memoryGib, gpus: way.gpus, className: givenName(way.gpuClass.name) })}</span>
        </span>
        <b className="strong nowrap">{t('wayPrice', { price: amountText(way.pricePerHour) })}</b>
      </Link>
    </li>
  )
}

/** Shows links to the machines that can run some popular models. Leaves out models that no machine can run now. */
function OftenRun({ classes }: { readonly classes: readonly GpuClassWire[] | undefined }) {
  const t = useTranslations('home')
  const title = useRunTitle()
  const offered = classes === undefined ? often : often.filter((run) => cheapestWay(run, classes) !== null)
  if (offered.length === 0) return null
  return (
    <div className="tries">
      <span className="dim t13">{t('oftenRun')}</span>
      {offered.map((run) => (
        <Link key={textOfRun(run)} className="chip" href={hrefOf(run)}>
          {title(run)}
        </Link>
      ))}
    </div>
  )
}

function hrefOf(run: Run): string {
  return `/gpus?run=${textOfRun(run)}`
}
