package dev.jobstream.llm.llamacpp.jinja;

/** What a template can call: a macro, a function, a method with its object. */
interface Callable {
  Object call(Arguments arguments);
}
