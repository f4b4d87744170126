/** The size of each picture of a page, in CSS pixels. The script that takes them and the pages that show them share it, so no layout shifts. */
export const pictureSize = { width: 1280, height: 800 } as const
