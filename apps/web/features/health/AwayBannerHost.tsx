'use client'
import dynamic from 'next/dynamic'

/** Shows `AwayBanner`. The server has nothing to show in it, so the browser loads its script after the page is drawn. */
export const AwayBannerHost = dynamic(() => import('#web/features/health/AwayBanner.tsx').then((module) => module.AwayBanner), { ssr: false })
