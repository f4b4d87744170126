'use client'
import type { ExplorerHitsWire } from '@infinitio/domain/wire'
import { searchExplorer } from '@infinitio/sdk'
import { useMutation } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter, useSearchParams } from 'next/navigation'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { TextInput } from '#web/components/ui/TextInput.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'

/** Searches by number, hash or address. If there is only one result, its page opens at once. The parameter `?q=` starts a search when the page loads. */
export function ExplorerSearch() {
  const t = useTranslations('explorer.search')
  const router = useRouter()
  const asked = useSearchParams().get('q') ?? ''
  const [typed, setTyped] = useState(asked)
  const search = useMutation({
    mutationFn: (words: string) => searchExplorer(browserApi, words),
    onSuccess({ items }) {
      const [only] = items
      if (only !== undefined && items.length === 1) router.push(hitHref(only))
    },
  })
  const { mutate } = search
  const lastAsked = useRef('')
  useEffect(() => {
    if (asked === '' || asked === lastAsked.current) return
    lastAsked.current = asked
    setTyped(asked)
    mutate(asked)
  }, [asked, mutate])
  function submit(event: FormEvent): void {
    event.preventDefault()
    if (typed.trim() !== '') mutate(typed.trim().slice(0, 100))
  }
  return (
    <search>
      <form className="xsearch" onSubmit={submit}>
        <div className="row">
          <TextInput
            prefix={<Search className="i" aria-hidden />}
            aria-label={t('label')}
            placeholder={t('placeholder')}
            value={typed}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => {
              setTyped(target.value)
              search.reset()
            }}
          />
          <Button type="submit" disabled={search.isPending}>
            {t(search.isPending ? 'looking' : 'look')}
          </Button>
        </div>
        <div role="status" className="t13">
          {search.isError && <p>{problemOf(search.error).sentence}</p>}
          {search.data !== undefined && search.data.items.length !== 1 && <Found hits={search.data.items} />}
        </div>
      </form>
    </search>
  )
}

function Found({ hits }: { readonly hits: readonly Hit[] }) {
  const t = useTranslations('explorer.search')
  if (hits.length === 0) return <p>{t('nothing')}</p>
  return (
    <p className="row wrap">
      <span>{t('several')}</span>
      {hits.map((hit) => (
        <Link key={hit.kind} className="link" href={hitHref(hit)}>
          {t(`kind.${hit.kind}`, { id: hit.id.length > 20 ? shortHex(hit.id) : hit.id })}
        </Link>
      ))}
    </p>
  )
}

/** A result of the explorer's search. */
type Hit = ExplorerHitsWire['items'][number]

/** Returns the URL of the page about a result. */
function hitHref({ kind, id }: Hit): string {
  switch (kind) {
    case 'account':
      return `/explorer/address/${id}`
    case 'transaction':
      return `/tx/${id}`
    case 'block':
      return `/explorer/blocks/${id}`
    case 'lease':
      return `/explorer/leases/${id}`
    case 'node':
      return `/gpus/${id}`
    case 'order':
      return `/explorer/orders/${id}`
  }
}
