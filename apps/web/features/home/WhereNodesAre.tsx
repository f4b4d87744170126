'use client'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef, useState } from 'react'

const NodeMap = dynamic(() => import('#web/features/home/NodeMap.tsx').then((module) => module.NodeMap), { ssr: false })

/** Shows the machines on a world map. Its script and data load only when the map comes near the viewport. */
export function WhereNodesAre() {
  const t = useTranslations('home')
  const box = useRef<HTMLDivElement>(null)
  const [isNear, setIsNear] = useState(false)
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && setIsNear(true), { rootMargin: '200px' })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return (
    <section aria-label={t('where')}>
      <header className="sh">
        <h2>{t('where')}</h2>
        <Link className="end link t13" href="/gpus">
          {t('allNodes')}
        </Link>
      </header>
      <div className="wm" ref={box}>
        {isNear && <NodeMap />}
      </div>
    </section>
  )
}
