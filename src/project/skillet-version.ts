/** The version of this Skillet: that of `package.json`, which a test holds it to. */
export const SKILLET_VERSION = '0.1.0'
