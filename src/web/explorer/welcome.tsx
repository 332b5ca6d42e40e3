/** For who is not signed in: this page is a developer's tool, its sentences are for anyone. */
export function Welcome() {
  return (
    <div className="notice">
      <p lang="nl">
        Je bent niet ingelogd. Kijk als <a href="/demo/samira">Samira, een leerling</a>, of als{' '}
        <a href="/demo/adviser">haar loopbaanadviseur</a>.
      </p>
      <p>
        You are not signed in. Look around as <a href="/demo/samira">Samira, a learner</a>, or as{' '}
        <a href="/demo/adviser">her career adviser</a>.
      </p>
    </div>
  );
}
