// The device's own way of handing on an address, where it has one.
{
  const place = document.querySelector("[data-share]");
  if (place && navigator.share) {
    const button = document.createElement("button");
    const url = document.querySelector("link[rel=canonical]").href;
    const title = document.querySelector("h1").textContent;
    Object.assign(button, { type: "button", textContent: place.dataset.share });
    // Whoever closes the device's sheet again has done nothing wrong.
    button.onclick = () => navigator.share({ title, url }).catch(() => {});
    place.append(button);
  }
}
