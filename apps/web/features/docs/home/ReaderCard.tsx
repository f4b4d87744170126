import { ArrowRight, Building2, Server, SquareTerminal, Upload } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { GuideGroup } from '#web/features/docs/guideGroups.ts'
import { type Doc, readGuide } from '#web/features/docs/readDoc.ts'
import { readingMinutes } from '#web/features/docs/readingMinutes.ts'
import { languageTags } from '#web/i18n/reading.ts'

/** The readers with a card, each with an icon. */
export const readers = { rent: Server, provide: Upload, operate: Building2, program: SquareTerminal } as const

/** Shows the guides for one kind of reader: the quick start, further pages with their reading time in minutes, and links to rarely needed pages. */
export async function ReaderCard({ group, reader }: { readonly group: GuideGroup; readonly reader: keyof typeof readers }) {
  const t = await getTranslations('docs')
  const Icon = readers[reader]
  const pages = await Promise.all(group.pages.map(readGuide))
  return (
    <section className="card-row reader" aria-labelledby={`docs-${reader}`}>
      <h2 id={`docs-${reader}`}>
        <Icon className="i" aria-hidden /> {t(`reader.${reader}.title`)}
      </h2>
      <p className="t13 dim">{t(`reader.${reader}.text`)}</p>
      {group.quickStart !== null && <QuickLink name={group.quickStart} />}
      <ol>{pages.map((page) => page && <PageRow key={page.slug} page={page} minutes={t('minutes', { minutes: readingMinutes(page.text) })} />)}</ol>
      <GuideLinks names={group.more} />
    </section>
  )
}

/** Links the guide that a reader should read first. */
export async function QuickLink({ name }: { readonly name: string }) {
  const t = await getTranslations('docs')
  const guide = await readGuide(name)
  if (guide === null) return null
  return (
    <Link className="quick" href={`/docs/${guide.slug}`}>
      <b lang={languageTags[guide.language]}>{guide.title}</b>
      <span className="t13 dim">{t('minutes', { minutes: readingMinutes(guide.text) })}</span>
      <ArrowRight className="i" aria-hidden />
    </Link>
  )
}

function PageRow({ page, minutes }: { readonly page: Doc; readonly minutes: string }) {
  return (
    <li>
      <Link href={`/docs/${page.slug}`} lang={languageTags[page.language]} prefetch={false}>
        {page.title}
      </Link>
      <span className="t13 dim num">{minutes}</span>
    </li>
  )
}

/** Links guides by their titles, side by side. */
export async function GuideLinks({ names }: { readonly names: readonly string[] }) {
  const guides = await Promise.all(names.map(readGuide))
  if (guides.length === 0) return null
  return (
    <ul className="guidelinks t13">
      {guides.map(
        (guide) =>
          guide && (
            <li key={guide.slug}>
              <Link className="link" href={`/docs/${guide.slug}`} lang={languageTags[guide.language]} prefetch={false}>
                {guide.title}
              </Link>
            </li>
          ),
      )}
    </ul>
  )
}
