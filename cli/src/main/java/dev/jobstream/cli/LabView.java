package dev.jobstream.cli;

/** Shows what the models of the lab do. Used by one thread. */
interface LabView {

  /** Something happened in a model; its answer has it already. */
  void onEvent(LabAnswer answer, LabMessage.Happened happened);

  /** It is time to draw what has changed. */
  void frame();

  /** All models have ended. */
  void end();

  /** A view that shows nothing. */
  LabView NONE =
      new LabView() {
        @Override
        public void onEvent(LabAnswer answer, LabMessage.Happened happened) {}

        @Override
        public void frame() {}

        @Override
        public void end() {}
      };
}
