/** The URL folder of Scalar's bundle. The server sends its files, and only the page that browses the API loads them. */
export const scalarFolder = '/docs/scalar/'
/** The first file of Scalar's bundle. It loads the other files of the bundle from `chunks/`. */
export const scalarEntry = 'standalone.esm.js'
