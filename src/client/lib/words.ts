/** One string, or two between which the plural rules choose for `{n}`. `{name}` stands for a value. */
export type Phrase = string | { readonly one: string; readonly other: string };

/** A catalogue in another language: the same keys. */
export type Words<T> = Record<keyof T, Phrase>;

type Places<S> = S extends `${string}{${infer P}}${infer Rest}` ? P | Places<Rest> : never;
type PlacesOf<V> = V extends string
  ? Places<V>
  : V extends { other: infer O; one: infer I }
    ? Places<O> | Places<I> | 'n'
    : never;

/** The values that a phrase has places for; none when it has no places. */
export type Values<V> = [PlacesOf<V>] extends [never] ? [] : [Record<PlacesOf<V>, string | number>];
