import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { askedQuestions } from '#web/features/docs/home/askedQuestions.ts'
import { Markdown } from '#web/features/docs/Markdown.tsx'
import { readGuide } from '#web/features/docs/readDoc.ts'

/** How many questions the home page of the docs shows; the guide contains all of them. */
const most = 8

/** Shows the first questions of the guide `faq`; an answer is shown when its question is clicked. Shows nothing if the guide is missing or has no question. */
export async function Asked() {
  const t = await getTranslations('docs.home')
  const guide = await readGuide('faq')
  const questions = guide === null ? [] : askedQuestions(guide.text)
  if (guide === null || questions.length === 0) return null
  return (
    <section aria-labelledby="docs-asked">
      <h2 id="docs-asked">{t('asked')}</h2>
      <div className="asked">
        {questions.slice(0, most).map(({ question, answer }) => (
          <details key={question}>
            <summary>{question}</summary>
            <Markdown doc={{ ...guide, text: answer, anchors: [] }} />
          </details>
        ))}
      </div>
      <Link className="link t13" href={`/docs/${guide.slug}`}>
        {t('allQuestions', { count: questions.length })}
      </Link>
    </section>
  )
}
