import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { type GuideGroup, guideGroups, guidesOf } from '#web/features/docs/guideGroups.ts'
import { Asked } from '#web/features/docs/home/Asked.tsx'
import { GuideLinks, QuickLink, ReaderCard, readers } from '#web/features/docs/home/ReaderCard.tsx'
import { Reference } from '#web/features/docs/home/Reference.tsx'
import { DocSearchField } from '#web/features/docs/search/DocSearchField.tsx'
import { SupportLine } from '#web/features/docs/home/SupportLine.tsx'
import manifest from '#web/package.json' with { type: 'json' }
import { SearchResults } from '#web/features/docs/search/SearchResults.tsx'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('docs')
  return { title: t('title') }
}

type PageProps = { readonly searchParams: Promise<{ readonly q?: string | readonly string[] }> }

/** `/docs`: searches the docs, and shows the guides by reader, the reference pages and the questions that people ask most. */
export default async function DocsPage({ searchParams }: PageProps) {
  const t = await getTranslations('docs')
  const { q } = await searchParams
  const words = typeof q === 'string' ? q.trim().slice(0, 100) : ''
  return (
    <main className="page p-docs home">
      <div className="docshead">
        <h1>{t('home.title')}</h1>
        <DocSearchField words={words} />
      </div>
      {words !== '' && <SearchResults words={words} />}
      <div className="readers">{guideGroups.map((group) => isReader(group.id) && <ReaderCard key={group.id} group={group} reader={group.id} />)}</div>
      <section aria-labelledby="docs-more">
        <h2 id="docs-more">{t('home.more')}</h2>
        <div className="readers">{guideGroups.map((group) => !isReader(group.id) && <MoreGuides key={group.id} group={group} />)}</div>
      </section>
      <Reference />
      <Asked />
      <SupportLine />
      <p className="t13 dim">{t('home.release', { version: manifest.version })}</p>
    </main>
  )
}

/** Lists the guides for a kind of reader that has no card on the docs page. */
async function MoreGuides({ group }: { readonly group: GuideGroup }) {
  const t = await getTranslations('docs')
  return (
    <section className="card-row" aria-labelledby={`docs-${group.id}`}>
      <h3 id={`docs-${group.id}`}>{t(`group.${group.id}`)}</h3>
      {group.quickStart !== null && <QuickLink name={group.quickStart} />}
      <GuideLinks names={guidesOf({ ...group, quickStart: null })} />
    </section>
  )
}

function isReader(id: GuideGroup['id']): id is keyof typeof readers {
  return Object.hasOwn(readers, id)
}
