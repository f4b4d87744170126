/**
 * The size of each picture in the guides, in CSS pixels. The screenshot script and the docs pages share it: the pages reserve this space, so that text does not
 * move when a picture loads.
 */
export const pictureSize = { width: 1280, height: 800 } as const
