import { ArrowLeft, ArrowRight } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type GuidePlace, guidesOf } from '#web/features/docs/guideGroups.ts'
import { readGuide } from '#web/features/docs/readDoc.ts'
import { languageTags } from '#web/i18n/reading.ts'

/** On wide screens, lists the guides for the same kind of reader (such as renters) beside the open guide. */
export async function GuideList({ place, here }: { readonly place: GuidePlace; readonly here: string }) {
  const t = await getTranslations('docs')
  const guides = await Promise.all(guidesOf(place.group).map(readGuide))
  return (
    <nav className="guidelist" aria-label={t(`group.${place.group.id}`)}>
      <b className="t13">{t(`group.${place.group.id}`)}</b>
      <ol>
        {guides
          .filter((guide) => guide !== null)
          .map(({ slug, title, language }) => (
            <li key={slug}>
              <Link href={`/docs/${slug}`} lang={languageTags[language]} aria-current={slug === here ? 'page' : undefined} prefetch={false}>
                {title}
              </Link>
            </li>
          ))}
      </ol>
    </nav>
  )
}

/** Links the guides before and after a guide. */
export async function GuideSteps({ place }: { readonly place: GuidePlace }) {
  const t = await getTranslations('docs')
  const [previous, next] = await Promise.all([place.previous, place.next].map((name) => (name === null ? null : readGuide(name))))
  if (!previous && !next) return null
  return (
    <nav className="guidesteps" aria-label={t('steps')}>
      {previous && (
        <Link className="card-row" href={`/docs/${previous.slug}`}>
          <span className="t13 dim">
            <ArrowLeft className="i s14" aria-hidden /> {t('previous')}
          </span>
          <b lang={languageTags[previous.language]}>{previous.title}</b>
        </Link>
      )}
      {next && (
        <Link className="card-row next" href={`/docs/${next.slug}`}>
          <span className="t13 dim">
            {t('next')} <ArrowRight className="i s14" aria-hidden />
          </span>
          <b lang={languageTags[next.language]}>{next.title}</b>
        </Link>
      )}
    </nav>
  )
}
