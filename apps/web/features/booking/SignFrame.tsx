import { PenLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'

/** The id of the signature's frame on its page, to which links can point. */
export const signFrameId = 'sign'

/** A frame for the part with the signature. It has the same height before and after its content loads, so that nothing moves. */
export function SignFrame({ children }: { readonly children: ReactNode }) {
  const t = useTranslations('book.sign')
  return (
    <section className="sign" id={signFrameId} aria-label={t('name')}>
      <div className="sign-head">
        <PenLine className="i" aria-hidden />
        {t('title')}
      </div>
      <div className="sign-body">{children}</div>
    </section>
  )
}

/** Fills the frame while the order loads. It reserves two more lines on a phone, because the final text is longer there. */
export function SignPreparing() {
  const t = useTranslations('book.sign')
  return (
    <>
      <p className="t13 dim" role="status">
        {t('preparing')}
      </p>
      {[1, 2, 3, 4].map((key) => (
        <Skeleton key={key} width="100%" height={31} />
      ))}
      <Skeleton width="100%" height={28} className="only-phone" />
      <Skeleton width="100%" height={44} />
      <Skeleton width="60%" height={16} />
    </>
  )
}
